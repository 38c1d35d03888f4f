using System.Numerics;
using MLNetDetection.Core.Augmentation;

namespace MLNetDetection.Core.Datasets.Shapes;

/// <summary>The one lamp of a scene.</summary>
/// <param name="Direction">Towards the lamp: x right, y down, z to the viewer; length 1.</param>
/// <param name="ShadowStrength">Darkening of the ground, in [0, 1].</param>
internal readonly record struct Lighting(Vector3 Direction, float ShadowStrength)
{
    /// <summary>From above, somewhat left or right.</summary>
    public static Lighting Random(ref RandomStream random)
    {
        Vector3 direction = new(random.NextSingle(-0.7f, 0.7f), random.NextSingle(-0.75f, -0.35f), random.NextSingle(0.7f, 1f));
        return new Lighting(Paint.Unit(direction), random.NextSingle(0.35f, 0.6f));
    }
}
