namespace MLNetDetection.Torch.Training;

/// <summary>How far a run is.</summary>
/// <param name="Steps">Steps taken.</param>
/// <param name="BestEpoch">The epoch whose weights are the best so far, from 1; 0 before the first validation.</param>
/// <param name="ValidationsWithoutGain">Since then.</param>
/// <param name="Epochs">What each completed epoch gave, without its validation figures.</param>
/// <param name="Hooks">What hooks keep.</param>
internal sealed record RunProgress(
    int Steps, int BestEpoch, int ValidationsWithoutGain, IReadOnlyList<EpochRecord> Epochs, IReadOnlyList<HookState> Hooks)
{
    public void Write(BinaryWriter writer)
    {
        writer.Write(Steps);
        writer.Write(BestEpoch);
        writer.Write(ValidationsWithoutGain);
        writer.Write(Epochs.Count);
        foreach (EpochRecord epoch in Epochs)
        {
            writer.Write(epoch.Epoch);
            writer.Write(epoch.Loss);
            writer.Write(epoch.ClassLoss);
            writer.Write(epoch.BoxLoss);
            writer.Write(epoch.LearningRate);
            writer.Write(epoch.ImagesPerSecond);
            writer.Write(epoch.LiveTensors);
            writer.Write(epoch.ResidentBytes);
        }

        HookState.Write(writer, Hooks);
    }

    public static RunProgress Read(BinaryReader reader)
    {
        int steps = reader.ReadInt32(), best = reader.ReadInt32(), withoutGain = reader.ReadInt32(), count = reader.ReadInt32();
        var epochs = new List<EpochRecord>();
        for (int i = 0; i < count; i++)
        {
            epochs.Add(new EpochRecord(
                reader.ReadInt32(), reader.ReadDouble(), reader.ReadDouble(), reader.ReadDouble(), reader.ReadDouble(), reader.ReadDouble(),
                null, reader.ReadInt64(), reader.ReadInt64()));
        }

        return new RunProgress(steps, best, withoutGain, epochs, HookState.Read(reader));
    }
}
