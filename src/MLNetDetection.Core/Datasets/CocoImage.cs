namespace MLNetDetection.Core.Datasets;

/// <summary>An entry of "images" in a COCO file.</summary>
/// <param name="Id">As annotations refer to it.</param>
/// <param name="FileName">Relative to the image folder; empty where the file gives none.</param>
/// <param name="Width">Pixels, or 0 where the file gives none.</param>
/// <param name="Height">Pixels, or 0 where the file gives none.</param>
public readonly record struct CocoImage(long Id, string FileName, int Width, int Height);
