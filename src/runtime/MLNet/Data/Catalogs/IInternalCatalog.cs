using Microsoft.ML.Runtime;

namespace Microsoft.ML.Data;

/// <summary>A catalog whose environment extensions can reach.</summary>
internal interface IInternalCatalog
{
    IHostEnvironment Environment { get; }
}
