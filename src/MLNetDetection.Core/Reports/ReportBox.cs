using MLNetDetection.Core.Geometry;

namespace MLNetDetection.Core.Reports;

/// <summary>A box on a picture: a true one is drawn dashed, a predicted one solid, both in the colour of the class.</summary>
/// <param name="Box">In pixels of the picture's stated size; cut at its edges, and not drawn where nothing is left.</param>
/// <param name="Label">The class name.</param>
/// <param name="Score">In [0, 1] as a rule; null where there is none.</param>
/// <param name="IsTruth">True for an annotation, false for a prediction.</param>
/// <param name="ClassId">Chooses the colour; 20 classes differ, further ones repeat.</param>
public sealed record ReportBox(BoxXyxy Box, string Label, float? Score, bool IsTruth, int ClassId)
{
    /// <summary>A box of the annotations.</summary>
    public static ReportBox Truth(BoxXyxy box, string label, int classId) => new(box, label, null, true, classId);

    /// <summary>A box of the detector.</summary>
    public static ReportBox Prediction(BoxXyxy box, string label, float score, int classId) => new(box, label, score, false, classId);
}
