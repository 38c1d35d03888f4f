using MLNetDetection.Core.Geometry;

namespace MLNetDetection.Core.Suppression;

/// <summary>Boxes that are made when they are asked for: of a detector's thousands few ever are.</summary>
public interface IBoxSource
{
    /// <summary>Number of boxes, A.</summary>
    int Count { get; }

    /// <summary>The box at an index, in the units wanted and clipped. May be asked for more than once.</summary>
    BoxXyxy this[int index] { get; }
}
