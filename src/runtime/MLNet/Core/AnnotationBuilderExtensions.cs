namespace Microsoft.ML.Data;

/// <summary>Adds the usual annotations.</summary>
internal static class AnnotationBuilderExtensions
{
    public static void AddKeyValues<TValue>(this DataViewSchema.Annotations.Builder builder, int size,
        PrimitiveDataViewType valueType, ValueGetter<VBuffer<TValue>> getter)
        => builder.Add(AnnotationUtils.Kinds.KeyValues, new VectorDataViewType(valueType, size), getter);
}
