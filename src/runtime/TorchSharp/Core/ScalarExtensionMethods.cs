namespace TorchSharp;

/// <summary>Scalars from numbers and back.</summary>
public static class ScalarExtensionMethods
{
    /// <summary>The scalar in double precision.</summary>
    internal static double ToDouble(this Scalar value) => value.AsDouble();
}
