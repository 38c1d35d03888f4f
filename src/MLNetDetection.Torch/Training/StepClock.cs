using System.Diagnostics;

namespace MLNetDetection.Torch.Training;

/// <summary>Sums up the parts of steps.</summary>
internal sealed class StepClock
{
    private long _last;

    public TimeSpan Forward { get; private set; }

    public TimeSpan Loss { get; private set; }

    public TimeSpan Backward { get; private set; }

    public TimeSpan Update { get; private set; }

    public void Start() => _last = Stopwatch.GetTimestamp();

    public void EndForward() => Forward += Lap();

    public void EndLoss() => Loss += Lap();

    public void EndBackward() => Backward += Lap();

    public void EndUpdate() => Update += Lap();

    private TimeSpan Lap()
    {
        long now = Stopwatch.GetTimestamp();
        TimeSpan since = Stopwatch.GetElapsedTime(_last, now);
        _last = now;
        return since;
    }
}
