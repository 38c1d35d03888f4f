namespace MLNetDetection.Data;

/// <summary>The names of the columns that a fitted model reads and writes.</summary>
internal sealed record SsdColumns(string Image, string? SourceImage, string PredictedLabel, string PredictedBoundingBoxes, string Score);
