using Microsoft.ML.Runtime;

namespace Microsoft.ML.Data;

/// <summary>Getters of a value that never changes, as annotations need them.</summary>
internal static class ConstantGetter
{
    /// <summary>A getter of <paramref name="value"/> as the column type's .NET type.</summary>
    public static Delegate Create(object value, Type declared, DataViewType type)
    {
        RowMember.GetMappedType(declared, out var item, out bool isVector);
        if (isVector != type is VectorDataViewType)
        {
            throw Contracts.Except(
                $"Value inputted is supposed to be {Kind(isVector)}, but type of Annotationinfo is {Kind(!isVector)}");
        }
        if (item != type.GetItemType().RawType)
        {
            throw Contracts.Except(
                $"Value inputted is supposed to have Type {item}, but type of Annotationinfo has {type.GetItemType().RawType}");
        }
        return value switch
        {
            string text => Scalar(text.AsMemory()),
            string[] texts => Vector(Array.ConvertAll(texts, text => text.AsMemory())),
            Array array => Call(nameof(Vector), item, array),
            _ when isVector => Call(nameof(Buffer), item, value),
            _ => Call(nameof(Scalar), item, value),
        };
    }

    /// <summary>A getter of what the annotation is now.</summary>
    public static Delegate Copy(DataViewSchema.Annotations annotations, DataViewSchema.Column annotation)
        => annotation.Type is VectorDataViewType vector
            ? Call(nameof(CopyVector), vector.ItemType.RawType, annotations, annotation)
            : Call(nameof(CopyScalar), annotation.Type.RawType, annotations, annotation);

    private static string Kind(bool isVector) => isVector ? "vector" : "scalar";

    private static ValueGetter<T> Scalar<T>(T value) => (ref T destination) => destination = value;

    private static ValueGetter<VBuffer<T>> Vector<T>(T[] values) => Buffer(new VBuffer<T>(values.Length, values));

    private static ValueGetter<VBuffer<T>> Buffer<T>(VBuffer<T> values)
        => (ref VBuffer<T> destination) => values.CopyTo(ref destination);

    private static ValueGetter<T> CopyScalar<T>(DataViewSchema.Annotations annotations, DataViewSchema.Column annotation)
    {
        T value = default!;
        annotations.GetGetter<T>(annotation)(ref value);
        return Scalar(value);
    }

    private static ValueGetter<VBuffer<T>> CopyVector<T>(DataViewSchema.Annotations annotations, DataViewSchema.Column annotation)
    {
        VBuffer<T> value = default;
        annotations.GetGetter<VBuffer<T>>(annotation)(ref value);
        return Buffer(value);
    }

    private static Delegate Call(string method, Type item, params object[] args)
        => (Delegate)GenericCall.Invoke(typeof(ConstantGetter), null, method, [item], args)!;
}
