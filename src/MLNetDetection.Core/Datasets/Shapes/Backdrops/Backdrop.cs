using System.Numerics;

namespace MLNetDetection.Core.Datasets.Shapes.Backdrops;

/// <summary>What is behind everything; in units of 1/240 of the image's shorter side.</summary>
internal abstract class Backdrop
{
    /// <summary>The colour at a point, y down.</summary>
    public abstract Vector3 At(float x, float y);
}
