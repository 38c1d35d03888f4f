namespace MLNetDetection.Core.Geometry;

/// <summary>Which part of a picture an IsoCrop keeps; numbered as ML.NET's ImageResizingEstimator.Anchor.</summary>
public enum ResizeAnchor : byte
{
    /// <summary>The right side, where the picture is too wide.</summary>
    Right = 0,

    /// <summary>The left side, where the picture is too wide.</summary>
    Left = 1,

    /// <summary>The top, where the picture is too high.</summary>
    Top = 2,

    /// <summary>The bottom, where the picture is too high.</summary>
    Bottom = 3,

    /// <summary>The middle.</summary>
    Center = 4,
}
