namespace Microsoft.ML.Data;

/// <summary>A type whose values may share storage or hold resources, such as vectors and images.</summary>
public abstract class StructuredDataViewType : DataViewType
{
    /// <summary>A type of values of <paramref name="rawType"/>.</summary>
    protected StructuredDataViewType(Type rawType)
        : base(rawType)
    {
    }
}
