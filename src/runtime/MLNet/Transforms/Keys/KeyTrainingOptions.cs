namespace Microsoft.ML.Transforms;

/// <summary>How keys are learned: from which data, at most how many, in which order, and described by what.</summary>
internal sealed record KeyTrainingOptions(
    int MaximumNumberOfKeys, ValueToKeyMappingEstimator.KeyOrdinality Order, bool ValuesAsText, IDataView? KeyData);
