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

    /// <summary>One flag for each object: the box covers a group.</summary>
    public bool[] IsCrowd { get; set; } = [];

    /// <summary>One number for each object: square pixels, of the mask where one was annotated, else of the box.</summary>
    public float[] Area { get; set; } = [];

    /// <summary>The part of the set, such as "train"; empty where it has none.</summary>
    public string Split { get; set; } = "";
}
