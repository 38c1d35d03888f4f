namespace MLNetDetection.Torch.Training;

/// <summary>Which parts of the backbone keep their weights, and for how long. The stages of each backbone are in docs/training.md.</summary>
public sealed class FreezeOptions
{
    /// <summary>For <see cref="Stages"/>: all of them.</summary>
    public const int AllStages = -1;

    /// <summary>
    /// The backbone's first stages that do not change: their weights, and their norms with the statistics. 0 to what the backbone has,
    /// or <see cref="AllStages"/>, -1; SSD's extra layers, which start fresh, are in no stage. Default 0.
    /// </summary>
    public int Stages { get; set; }

    /// <summary>What of BatchNorm does not change in any stage. Default nothing.</summary>
    public FrozenNorms Norms { get; set; }

    /// <summary>Epochs after which all of it trains (freeze, then train whole); 0, the default: it stays frozen for the whole run.</summary>
    public int Epochs { get; set; }

    internal void Validate()
    {
        const string Owner = nameof(TrainingOptions.Freezing);
        if (Stages < AllStages)
        {
            throw new ArgumentOutOfRangeException($"{Owner}.{nameof(Stages)}", Stages, $"Frozen stages are at least 0, or {AllStages} for all.");
        }

        if (Epochs < 0)
        {
            throw new ArgumentOutOfRangeException($"{Owner}.{nameof(Epochs)}", Epochs, "Frozen epochs are at least 0.");
        }

        if (!Enum.IsDefined(Norms))
        {
            throw new ArgumentOutOfRangeException($"{Owner}.{nameof(Norms)}", Norms, "No such freezing of norms.");
        }
    }
}
