import type { IWireImage } from '../api/artifactwire';

/** Every step of which there is an image, from the first to the last. */
export function stepsOf(images: readonly IWireImage[]): readonly number[] {
  const steps = new Set(images.map(({ step }) => step));
  return [...steps].sort((a, b) => a - b);
}

/** Every key of which there is an image, by name. */
export function keysOf(images: readonly IWireImage[]): readonly string[] {
  const keys = new Set(images.map(({ key }) => key));
  return [...keys].sort();
}

/** The place of a step among others: at it or before it, else the first; the last one if none is wanted. */
export function placeOfStep(
  steps: readonly number[],
  wanted: number | null
): number {
  const after = wanted === null ? -1 : steps.findIndex(step => step > wanted);
  return Math.max(0, (after < 0 ? steps.length : after) - 1);
}

/** The images of one key at a step, or at the nearest one before it; none if all come later. */
export function imagesAt(
  images: readonly IWireImage[],
  key: string,
  step: number
): readonly IWireImage[] {
  const before = images.filter(each => each.key === key && each.step <= step);
  const nearest = Math.max(...before.map(each => each.step));
  return before.filter(each => each.step === nearest);
}
