import { type Kernel, KernelAPI } from '@jupyterlab/services';

/** What a kernel that has nothing to do is asked to do: its runs were left open by cells that have ended. */
const END_RUNS = [
  'import trackside',
  'while trackside.active_run():',
  '    trackside.end_run()'
].join('\n');

/** Stop what a kernel executes, which ends the runs of its cell; of an idle one end the runs that were left open. */
export async function stopRuns(
  kernels: Kernel.IManager,
  kernelId: string
): Promise<void> {
  const { serverSettings } = kernels;
  const kernel = await KernelAPI.getKernelModel(kernelId, serverSettings);
  if (!kernel) {
    throw new Error('The kernel is gone.');
  }
  if (kernel.execution_state === 'busy') {
    await KernelAPI.interruptKernel(kernelId, serverSettings);
    return;
  }
  const connection = kernels.connectTo({ model: kernel });
  try {
    const { done } = connection.requestExecute({
      code: END_RUNS,
      silent: true,
      store_history: false
    });
    await done;
  } finally {
    connection.dispose();
  }
}
