using MLNetDetection.Torch.Detectors;
using MLNetDetection.Torch.Inference.OneDnn;
using TorchSharp;

namespace MLNetDetection.Torch.Inference;

/// <summary>
/// A detector's prepared networks, one for each precision that was asked for. They are made when first needed, and made again after the weights
/// changed; one that is still running then is freed by the last who runs it.
/// </summary>
internal sealed class PreparedNetworks(SsdDetector detector) : IDisposable
{
    private readonly Lock _gate = new();
    private readonly Dictionary<PredictionPrecision, PreparedLease> _ready = [];
    private WeightPrint? _print;

    /// <summary>A network to run once and give back.</summary>
    public PreparedLease Rent(PredictionPrecision precision)
    {
        lock (_gate)
        {
            if (_print?.Changed() != false)
            {
                Drop();
                _print = new WeightPrint(detector.Network);
            }

            if (!_ready.TryGetValue(precision, out PreparedLease? lease))
            {
                lease = new PreparedLease(Create(precision));
                _ready.Add(precision, lease);
            }

            lease.Take();
            return lease;
        }
    }

    /// <summary>Forgets what was prepared.</summary>
    public void Clear()
    {
        lock (_gate)
        {
            Drop();
        }
    }

    public void Dispose() => Clear();

    private void Drop()
    {
        foreach (PreparedLease lease in _ready.Values)
        {
            lease.Dispose(); // what Take added is given back by those who run it
        }

        _ready.Clear();
        _print?.Dispose();
        _print = null;
    }

    private IPreparedNetwork Create(PredictionPrecision precision)
    {
        bool reduced = precision == PredictionPrecision.BFloat16;
        PreparedPlan plan = PlanReader.Read(detector);
        if (Dnnl.IsAvailable)
        {
            try
            {
                return new OneDnnNetwork(plan, reduced ? Dnnl.BFloat16 : Dnnl.Float32);
            }
            catch (NotSupportedException)
            {
                // A processor that oneDNN has no code for: libtorch computes it.
            }
        }

        return new TorchNetwork(plan, reduced ? torch.ScalarType.BFloat16 : torch.ScalarType.Float32);
    }
}
