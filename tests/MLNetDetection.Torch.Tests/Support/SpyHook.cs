using MLNetDetection.Torch.Training;

namespace MLNetDetection.Torch.Tests.Support;

/// <summary>Writes down when it is called, and does what it is told to.</summary>
internal sealed class SpyHook(string name = "", HookPriority priority = HookPriority.Normal, List<string>? calls = null) : TrainingHook
{
    public List<string> Calls { get; } = calls ?? [];

    public Action<TrainingContext>? OnBeforeIteration { get; init; }

    public Action<TrainingContext>? OnAfterIteration { get; init; }

    public Action<TrainingContext>? OnAfterEpoch { get; init; }

    public int Count { get; private set; }

    public override HookPriority Priority => priority;

    public override void BeforeRun(TrainingContext run) => Add("run");

    public override void BeforeEpoch(TrainingContext run) => Add($"epoch {run.Epoch}");

    public override void BeforeIteration(TrainingContext run)
    {
        Add($"step {run.Iteration}");
        OnBeforeIteration?.Invoke(run);
    }

    public override void AfterIteration(TrainingContext run)
    {
        Count++;
        Add($"step done {run.Iteration}");
        OnAfterIteration?.Invoke(run);
    }

    public override void AfterEpoch(TrainingContext run)
    {
        Add($"epoch done {run.Records.Count}");
        OnAfterEpoch?.Invoke(run);
    }

    public override void AfterRun(TrainingContext run) => Add($"run done {run.End}{run.Error?.Message}");

    public override void SaveState(BinaryWriter writer) => writer.Write(Count);

    public override void LoadState(BinaryReader reader) => Count = reader.ReadInt32();

    private void Add(string call) => Calls.Add(name + call);
}
