using Microsoft.ML.Runtime;

namespace Microsoft.ML.Data;

/// <summary>Reaches the environment behind a catalog.</summary>
internal static class CatalogUtils
{
    public static IHostEnvironment GetEnvironment(this IInternalCatalog catalog)
        => Contracts.CheckRef(catalog, nameof(catalog)).Environment;
}
