namespace MLNetDetection.Core.Suppression;

/// <summary>When a box that a tile's border cut counts as a part of what another tile saw. Numbered for model files.</summary>
public enum OverlapMeasure
{
    /// <summary>By the intersection's share of the smaller box: half an object lies in the whole one entirely, though their IoU is 0.5.</summary>
    IntersectionOverSmaller = 0,

    /// <summary>By IoU, as boxes that no border cut.</summary>
    IntersectionOverUnion = 1,
}
