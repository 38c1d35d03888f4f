using MLNetDetection.Core.Augmentation;
using MLNetDetection.Core.Datasets.Shapes.Bodies;

namespace MLNetDetection.Core.Datasets.Shapes;

/// <summary>The classes, and the things of no class.</summary>
internal static class ShapeFactory
{
    /// <summary>Number of classes; their names, in this order, are <see cref="ShapesGenerator.ClassNames"/>.</summary>
    public const int Classes = 5;

    // Tangents of half the largest turn: a quarter turn either way, and about 20 degrees for what has an upright.
    private const float AnyTurn = 1;
    private const float SmallTurn = 0.17f;

    /// <summary>An object of a class, with its random look.</summary>
    public static ShapeBody Create(int classId, ref RandomStream look) => classId switch
    {
        0 => new BallBody(ref look),
        1 => new ConeBody(ref look),
        2 => new CrateBody(ref look),
        3 => new DonutBody(ref look),
        _ => new StarBody(ref look),
    };

    /// <summary>How far an object of a class is turned at most, for <see cref="Pose.Turn"/>.</summary>
    public static float LargestTurn(int classId) => classId is 1 or 2 ? SmallTurn : AnyTurn;

    /// <summary>A thing of no class.</summary>
    public static ShapeBody CreateDistractor(ref RandomStream look) => look.NextInt(3) switch
    {
        0 => new LeafBody(ref look),
        1 => new PebbleBody(ref look),
        _ => new PaperBody(ref look),
    };
}
