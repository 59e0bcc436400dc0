/** What runs along the horizontal axis: steps, time since a run's first point, or time of day. */
export const CURVE_AXES = ['step', 'relative', 'wall'] as const;
export type CurveAxis = (typeof CURVE_AXES)[number];

/** How far a group's band reaches: over all of its runs, or one standard deviation to both sides. */
export const BANDS = ['range', 'std'] as const;
export type Band = (typeof BANDS)[number];

/** The strongest smoothing: beyond it a curve hardly moves. */
export const MAX_SMOOTHING = 0.99;

/** How the histories of a metric are drawn. */
export interface ICurveOptions {
  readonly axis: CurveAxis;
  readonly isLogX: boolean;
  readonly isLogY: boolean;
  /** Weight of what was before in the moving average; 0 draws what was logged. */
  readonly smoothing: number;
  /** The param whose equal values make one curve of several runs. */
  readonly groupBy: string | null;
  readonly band: Band;
}

/** As logged, over steps. */
export const PLAIN_CURVES: ICurveOptions = {
  axis: 'step',
  isLogX: false,
  isLogY: false,
  smoothing: 0,
  groupBy: null,
  band: 'range'
};
