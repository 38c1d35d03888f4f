namespace TorchSharp;

/// <summary>Scalars from numbers and back.</summary>
public static class ScalarExtensionMethods
{
    /// <summary>The number as a scalar.</summary>
    public static Scalar ToScalar(this int value) => value;

    /// <summary>The number as a scalar.</summary>
    public static Scalar ToScalar(this long value) => value;

    /// <summary>The number as a scalar.</summary>
    public static Scalar ToScalar(this float value) => value;

    /// <summary>The number as a scalar.</summary>
    public static Scalar ToScalar(this double value) => value;

    /// <summary>The truth value as a scalar.</summary>
    public static Scalar ToScalar(this bool value) => value;

    /// <summary>The scalar in single precision.</summary>
    public static float ToSingle(this Scalar value) => (float)value.AsDouble();

    /// <summary>The scalar in double precision.</summary>
    public static double ToDouble(this Scalar value) => value.AsDouble();

    /// <summary>The scalar as an 8-bit integer.</summary>
    public static byte ToByte(this Scalar value) => (byte)value.AsInt64();

    /// <summary>The scalar as a 32-bit integer.</summary>
    public static int ToInt32(this Scalar value) => (int)value.AsInt64();

    /// <summary>The scalar as a 64-bit integer.</summary>
    public static long ToInt64(this Scalar value) => value.AsInt64();

    /// <summary>True where the scalar is not 0.</summary>
    public static bool ToBoolean(this Scalar value) => value.AsDouble() != 0;
}
