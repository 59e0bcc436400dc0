import {
  artifactUri,
  canDelete,
  isWithin,
  placeKey,
  placeName
} from '../../src/model/artifactplace';
import { modelPlace, runPlace } from '../samples';

it.each([
  [runPlace('a/b.txt'), 'b.txt', 'runs:/r/a/b.txt', 'a/b.txt', true],
  [runPlace('b.txt'), 'b.txt', 'runs:/r/b.txt', 'b.txt', true],
  [runPlace(''), '', 'runs:/r', '', false],
  [modelPlace(''), '', 'models:/m-1', 'm-1:', true],
  [modelPlace('a/b'), 'b', 'models:/m-1/a/b', 'm-1:a/b', false]
])(
  '%j has a name, an address and a key',
  (place, name, uri, key, deletable) => {
    expect(placeName(place)).toBe(name);
    expect(artifactUri(place)).toBe(uri);
    expect(placeKey(place)).toBe(key);
    expect(canDelete(place)).toBe(deletable);
  }
);

it.each([
  [runPlace('a/b'), runPlace('a'), true],
  [runPlace('a'), runPlace('a'), true],
  [runPlace('a'), runPlace(''), true],
  [runPlace('ab'), runPlace('a'), false],
  [runPlace('a'), runPlace('a/b'), false],
  [runPlace('a'), modelPlace(''), false],
  [modelPlace('a'), modelPlace(''), true],
  [{ ...runPlace('a'), runId: 's' }, runPlace(''), false]
])('%j within %j: %s', (place, other, within) => {
  expect(isWithin(place, other)).toBe(within);
});
