namespace MLNetDetection.Torch.Training;

/// <summary>Words of a <see cref="TrainingReport"/>.</summary>
public sealed class TrainingReportOptions
{
    /// <summary>The heading. Default "Object detection: training".</summary>
    public string Title { get; set; } = "Object detection: training";

    /// <summary>The line under it, such as the data's name. Default null.</summary>
    public string? Subtitle { get; set; }

    /// <summary>Names and values of what the run was told: network, rates, data. Default none.</summary>
    public IReadOnlyList<KeyValuePair<string, string?>> Settings { get; set; } = [];
}
