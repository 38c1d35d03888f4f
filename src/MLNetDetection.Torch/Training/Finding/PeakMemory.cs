using System.Diagnostics;

namespace MLNetDetection.Torch.Training.Finding;

/// <summary>Looks at the process's resident memory while something runs; the system's own peak never falls and may be an older one.</summary>
internal sealed class PeakMemory : IDisposable
{
    private static readonly TimeSpan _interval = TimeSpan.FromMilliseconds(2);

    private readonly Process _process = Process.GetCurrentProcess();
    private readonly ManualResetEventSlim _stop = new();
    private readonly Thread _thread;
    private long _peak;

    public PeakMemory()
    {
        _thread = new Thread(Watch) { IsBackground = true, Name = "Detection memory" };
        _thread.Start();
    }

    /// <summary>Ends the watch.</summary>
    /// <returns>The highest number of bytes seen.</returns>
    public long Stop()
    {
        _stop.Set();
        _thread.Join();
        return _peak;
    }

    public void Dispose()
    {
        Stop();
        _stop.Dispose();
        _process.Dispose();
    }

    private void Watch()
    {
        do
        {
            _process.Refresh();
            _peak = Math.Max(_peak, _process.WorkingSet64);
        }
        while (!_stop.Wait(_interval));
    }
}
