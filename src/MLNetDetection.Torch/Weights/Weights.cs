using MLNetDetection.Torch.Detectors;
using TorchSharp;
using static TorchSharp.torch;

namespace MLNetDetection.Torch.Weights;

/// <summary>Weights of networks from and to files.</summary>
public static class Weights
{
    private const string ClassScores = "head.classification_head.";
    private const int ShownKeys = 5;

    /// <summary>
    /// Puts a file's tensors into a network. Knows the keys of this library and torchvision, and for backbones that have them those of
    /// NVIDIA's SSD300 and of torchvision's classification networks; the layout that fits best is taken.
    /// </summary>
    /// <param name="network">Receives the numbers; unchanged where the file is refused.</param>
    /// <param name="path">A .pth, .pt, .safetensors or TorchSharp .dat file; see <see cref="WeightFile"/>.</param>
    /// <param name="strictness">How far both must fit.</param>
    /// <exception cref="InvalidDataException">The file is damaged, does not fit as far as asked, or holds a number that is none; the message names file and key.</exception>
    public static WeightReport Load(SsdNetwork network, string path, Strictness strictness = Strictness.Exact)
    {
        ArgumentNullException.ThrowIfNull(network);
        if (!Enum.IsDefined(strictness))
        {
            throw new ArgumentOutOfRangeException(nameof(strictness), strictness, "No such strictness.");
        }

        using WeightFile file = WeightFile.Open(path);
        Dictionary<string, Tensor> state = State(network).ToDictionary(item => item.Name, item => item.Value);
        (KeyLayout layout, Dictionary<string, StoredTensor> stored) = KeyLayout.For(network)
            .Select(l => (Layout: l, Stored: Renamed(file, l)))
            .MaxBy(candidate => candidate.Stored.Keys.Count(state.ContainsKey));
        WeightReport report = Compare(file, layout, state, stored);
        Require(report, path, strictness);
        Copy(report, path, state, stored);
        return report;
    }

    /// <summary>Writes a network's tensors as safetensors, under its own keys: for PyTorch, and to load again.</summary>
    /// <param name="network">Any module.</param>
    /// <param name="path">The file; replaced where it exists.</param>
    public static void SaveSafetensors(nn.Module network, string path)
    {
        ArgumentNullException.ThrowIfNull(network);
        WeightWriter.Safetensors([.. State(network)], path);
    }

    /// <summary>Writes a network's tensors in TorchSharp's format, as Module.save does, for Module.load.</summary>
    /// <param name="network">Any module.</param>
    /// <param name="path">The file; replaced where it exists.</param>
    public static void SaveDat(nn.Module network, string path)
    {
        ArgumentNullException.ThrowIfNull(network);
        WeightWriter.Dat([.. State(network)], path);
    }

    private static IEnumerable<(string Name, Tensor Value)> State(nn.Module network) =>
        network.named_parameters().Select(p => (p.name, (Tensor)p.parameter)).Concat(network.named_buffers().Select(b => (b.name, b.buffer)));

    private static Dictionary<string, StoredTensor> Renamed(WeightFile file, KeyLayout layout)
    {
        var renamed = new Dictionary<string, StoredTensor>(file.Tensors.Count);
        foreach ((string key, StoredTensor tensor) in file.Tensors)
        {
            renamed.TryAdd(layout.ToNetwork(key), tensor);
        }

        return renamed;
    }

    private static WeightReport Compare(
        WeightFile file, KeyLayout layout, Dictionary<string, Tensor> state, Dictionary<string, StoredTensor> stored)
    {
        var matched = new List<string>();
        var missing = new List<string>();
        var mismatched = new List<string>();
        foreach ((string key, Tensor value) in state)
        {
            if (!stored.TryGetValue(key, out StoredTensor? found))
            {
                missing.Add(key);
            }
            else if (!found.Shape.SequenceEqual(value.shape) || IsReal(found.Type) != value.is_floating_point())
            {
                mismatched.Add($"{key}: {found.Type} [{string.Join(", ", found.Shape)}] instead of {value.dtype} [{string.Join(", ", value.shape)}]");
            }
            else
            {
                matched.Add(key);
            }
        }

        return new WeightReport
        {
            Format = file.Format,
            Layout = layout.Name,
            Matched = matched,
            Missing = missing,
            Unexpected = [.. stored.Where(item => !state.ContainsKey(item.Key)).Select(item => item.Value.Name)],
            Mismatched = mismatched,
        };
    }

    private static bool IsReal(ScalarType type) => type is ScalarType.Float16 or ScalarType.BFloat16 or ScalarType.Float32 or ScalarType.Float64;

    private static void Require(WeightReport report, string path, Strictness strictness)
    {
        // Files from before PyTorch 0.4.1 lack the counters of batches, which only an average without momentum needs.
        string[] missing = [.. report.Missing.Where(key => !key.EndsWith("num_batches_tracked", StringComparison.Ordinal))];
        bool fits = strictness switch
        {
            Strictness.Exact => missing.Length + report.Unexpected.Count + report.Mismatched.Count == 0,
            Strictness.ExceptClassScores => missing.Concat(report.Mismatched).All(key => key.StartsWith(ClassScores, StringComparison.Ordinal)),
            _ => true,
        };
        if (!fits || report.Matched.Count == 0)
        {
            throw new InvalidDataException(
                $"'{path}' does not fit the network ({report}).{Some("Missing", missing)}{Some("Unexpected", report.Unexpected)}{Some("Of another shape", report.Mismatched)}");
        }
    }

    private static string Some(string what, IReadOnlyList<string> keys) => keys.Count == 0 ? ""
        : $" {what}: {string.Join(", ", keys.Take(ShownKeys))}{(keys.Count > ShownKeys ? $" and {keys.Count - ShownKeys} more" : "")}.";

    // All is read before anything is changed, so that a damaged file leaves the network as it was.
    private static void Copy(WeightReport report, string path, Dictionary<string, Tensor> state, Dictionary<string, StoredTensor> stored)
    {
        using DisposeScope scope = NewDisposeScope();
        using IDisposable quiet = no_grad();
        var read = new List<(Tensor To, Tensor From)>();
        foreach (string key in report.Matched)
        {
            Tensor value;
            try
            {
                value = stored[key].Read();
            }
            catch (InvalidDataException error)
            {
                throw new InvalidDataException($"'{path}': {error.Message}", error);
            }

            // x * 0 is 0 for every finite number and no number for the others.
            if (value.is_floating_point() && value.numel() > 0 && !(value.to(ScalarType.Float32).mul(0).sum().item<float>() == 0))
            {
                throw new InvalidDataException($"'{path}': the tensor '{stored[key].Name}' holds infinite numbers, or what is no number.");
            }

            read.Add((state[key], value));
        }

        foreach ((Tensor to, Tensor from) in read)
        {
            to.copy_(from);
        }
    }
}
