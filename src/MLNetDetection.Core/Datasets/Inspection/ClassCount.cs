namespace MLNetDetection.Core.Datasets.Inspection;

/// <summary>How often a class occurs.</summary>
/// <param name="Name">The class.</param>
/// <param name="Objects">Its objects in all parts.</param>
/// <param name="Images">Images that hold it.</param>
/// <param name="ObjectsByPart">Its objects in each part of <see cref="DatasetInspection.Parts"/>.</param>
public sealed record ClassCount(string Name, int Objects, int Images, IReadOnlyList<int> ObjectsByPart);
