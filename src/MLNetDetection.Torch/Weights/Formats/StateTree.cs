using MLNetDetection.Torch.Weights.Pickle;

namespace MLNetDetection.Torch.Weights.Formats;

/// <summary>Finds the state dict in what a checkpoint holds.</summary>
internal static class StateTree
{
    private const string Parallel = "module.";

    private static readonly string[] _wrappers = ["model", "state_dict", "model_state_dict", "network", "net", "ema", "params"];

    /// <summary>
    /// The dict's tensors, or those of the dict under a usual key such as "model" or "state_dict"; without the "module." that data
    /// parallel training puts before every key.
    /// </summary>
    /// <exception cref="InvalidDataException">There is no dict of tensors.</exception>
    public static IReadOnlyList<(string Name, PickleTensor Tensor)> Find(object? root)
    {
        List<(string Name, PickleTensor Tensor)> found = Tensors(root);
        for (int i = 0; found.Count == 0 && i < _wrappers.Length; i++)
        {
            found = Tensors((root as PickleDictionary)?.Entries.FirstOrDefault(entry => entry.Key is string key && key == _wrappers[i]).Value);
        }

        if (found.Count == 0)
        {
            throw new InvalidDataException(
                $"there is no state dict: neither the object itself nor an entry {string.Join(", ", _wrappers)} is a dict of tensors. Save model.state_dict().");
        }

        return found.All(item => item.Name.StartsWith(Parallel, StringComparison.Ordinal))
            ? [.. found.Select(item => (item.Name[Parallel.Length..], item.Tensor))]
            : found;
    }

    private static List<(string Name, PickleTensor Tensor)> Tensors(object? value) => value is PickleDictionary dictionary
        ? [.. from entry in dictionary.Entries where entry is { Key: string, Value: PickleTensor } select ((string)entry.Key, (PickleTensor)entry.Value!)]
        : [];
}
