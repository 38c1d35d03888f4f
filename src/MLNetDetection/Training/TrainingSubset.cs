using MLNetDetection.Core.Annotations;

namespace MLNetDetection.Training;

/// <summary>Some images of a set, by index.</summary>
internal sealed class TrainingSubset(ITrainingSet source, int[] indices) : ITrainingSet
{
    public int Count => indices.Length;

    public IReadOnlyList<string> ClassNames => source.ClassNames;

    public TrainingSample Read(int index) => source.Read(indices[index]);

    /// <summary>Splits a set in two by a seeded shuffle; the second part holds at least one image where the fraction is above 0.</summary>
    public static (ITrainingSet Train, ITrainingSet? Validation) Split(ITrainingSet source, double validationFraction, int seed)
    {
        int held = validationFraction > 0 && source.Count > 1
            ? Math.Clamp((int)Math.Round(source.Count * validationFraction), 1, source.Count - 1)
            : 0;
        if (held == 0)
        {
            return (source, null);
        }

        int[] order = [.. Enumerable.Range(0, source.Count)];
        new Random(seed).Shuffle(order);
        int[] train = order[held..];
        int[] validation = order[..held];
        Array.Sort(train);
        Array.Sort(validation);
        return (new TrainingSubset(source, train), new TrainingSubset(source, validation));
    }
}
