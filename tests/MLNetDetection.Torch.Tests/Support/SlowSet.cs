using MLNetDetection.Core.Annotations;

namespace MLNetDetection.Torch.Tests.Support;

/// <summary>Another set, as if each of its images took a while to read.</summary>
internal sealed class SlowSet(ITrainingSet source, TimeSpan delay) : ITrainingSet
{
    public int Count => source.Count;

    public IReadOnlyList<string> ClassNames => source.ClassNames;

    public TrainingSample Read(int index)
    {
        Task.Delay(delay).GetAwaiter().GetResult();
        return source.Read(index);
    }
}
