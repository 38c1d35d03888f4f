namespace MLNetDetection.Core.Datasets;

/// <summary>An entry of "categories" in a COCO file.</summary>
/// <param name="Id">As annotations refer to it.</param>
/// <param name="Name">For people; empty where the file gives none.</param>
public readonly record struct CocoCategory(int Id, string Name);
