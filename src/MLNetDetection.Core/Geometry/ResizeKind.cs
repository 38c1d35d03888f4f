namespace MLNetDetection.Core.Geometry;

/// <summary>How a picture is fitted into a size; numbered as ML.NET's ImageResizingEstimator.ResizingKind.</summary>
public enum ResizeKind : byte
{
    /// <summary>Both sides scaled alike, all of the picture seen, the rest padded.</summary>
    IsoPad = 0,

    /// <summary>Both sides scaled alike, the target filled, what is left over cut off.</summary>
    IsoCrop = 1,

    /// <summary>Each side scaled on its own.</summary>
    Fill = 2,
}
