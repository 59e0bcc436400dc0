import { LabIcon } from '@jupyterlab/ui-components';

import back from '../style/icons/back.svg';
import compare from '../style/icons/compare.svg';
import eye from '../style/icons/eye.svg';
import columns from '../style/icons/columns.svg';
import ascending from '../style/icons/ascending.svg';
import descending from '../style/icons/descending.svg';
import chart from '../style/icons/chart.svg';
import failed from '../style/icons/failed.svg';
import finished from '../style/icons/finished.svg';
import flag from '../style/icons/flag.svg';
import killed from '../style/icons/killed.svg';
import running from '../style/icons/running.svg';
import scheduled from '../style/icons/scheduled.svg';
import star from '../style/icons/star.svg';
import staroff from '../style/icons/staroff.svg';
import trackside from '../style/icons/trackside.svg';

import type { RunStatus } from './api/wire';

function icon(name: string, svgstr: string): LabIcon {
  return new LabIcon({ name: `trackside:${name}`, svgstr });
}

export const tracksideIcon = icon('trackside', trackside);
export const backIcon = icon('back', back);
export const chartIcon = icon('chart', chart);
export const columnsIcon = icon('columns', columns);
export const compareIcon = icon('compare', compare);
export const eyeIcon = icon('eye', eye);
export const flagIcon = icon('flag', flag);
export const starIcon = icon('star', star);
export const noStarIcon = icon('no-star', staroff);
export const ascendingIcon = icon('ascending', ascending);
export const descendingIcon = icon('descending', descending);

/** One shape a status: colour only repeats what the shape says. */
export const statusIcons: Readonly<Record<RunStatus, LabIcon>> = {
  RUNNING: icon('running', running),
  SCHEDULED: icon('scheduled', scheduled),
  FINISHED: icon('finished', finished),
  FAILED: icon('failed', failed),
  KILLED: icon('killed', killed)
};
