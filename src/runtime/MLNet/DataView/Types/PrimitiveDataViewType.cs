namespace Microsoft.ML.Data;

/// <summary>A type whose values are copied by assignment and hold no resources.</summary>
public abstract class PrimitiveDataViewType : DataViewType
{
    /// <summary>A type of values of <paramref name="rawType"/>, which must not be disposable.</summary>
    protected PrimitiveDataViewType(Type rawType)
        : base(rawType)
    {
        if (typeof(IDisposable).IsAssignableFrom(rawType))
        {
            throw new ArgumentException("A PrimitiveDataViewType cannot have a disposable RawType", nameof(rawType));
        }
    }
}
