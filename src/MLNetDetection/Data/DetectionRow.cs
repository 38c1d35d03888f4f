namespace MLNetDetection;

/// <summary>One image and its objects, as readers of annotation files give them to <c>ml.Data.LoadFromEnumerable</c>.</summary>
public sealed class DetectionRow
{
    /// <summary>Full path of the image file; what LoadImages reads.</summary>
    public string ImagePath { get; set; } = "";

    /// <summary>Pixels across, as annotated.</summary>
    public int Width { get; set; }

    /// <summary>Pixels down, as annotated.</summary>
    public int Height { get; set; }

    /// <summary>One class name for each object; MapValueToKey makes keys of them.</summary>
    public string[] Label { get; set; } = [];

    /// <summary>Four numbers for each object: x0 y0 x1 y1 in pixels of the image.</summary>
    public float[] BoundingBoxes { get; set; } = [];

    /// <summary>One flag for each object: marked as difficult.</summary>
    public bool[] Difficult { get; set; } = [];
}
