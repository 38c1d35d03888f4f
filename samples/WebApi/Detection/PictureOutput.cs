namespace WebApi.Detection;

/// <summary>A row that a detector writes: objects best first.</summary>
public sealed class PictureOutput
{
    /// <summary>Keys: 1 is the model's first class.</summary>
    public uint[] PredictedLabel { get; set; } = [];

    /// <summary>x0 y0 x1 y1 of each object, in pixels of the picture.</summary>
    public float[] PredictedBoundingBoxes { get; set; } = [];

    /// <summary>Probability in [0, 1].</summary>
    public float[] Score { get; set; } = [];
}
