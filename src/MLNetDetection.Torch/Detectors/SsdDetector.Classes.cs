using MLNetDetection.Torch.Weights;

namespace MLNetDetection.Torch.Detectors;

/// <content>Copies, with the same classes or others.</content>
public sealed partial class SsdDetector
{
    /// <summary>
    /// A detector with this one's weights and other classes, to train on: a class that both have, by name, keeps its scores, a new one
    /// starts fresh, and one that is gone is forgotten. With the same names in another order nothing is lost.
    /// </summary>
    /// <param name="classNames">At least one name.</param>
    /// <param name="architecture">Null takes this detector's; another one, as with another loss, must have the same weights.</param>
    /// <param name="seed">Of the new classes' weights.</param>
    /// <param name="device">Where it computes; the CPU by default.</param>
    /// <exception cref="ArgumentException">No class, or an architecture whose weights have another form.</exception>
    public SsdDetector WithClasses(IReadOnlyList<string> classNames, SsdArchitecture? architecture = null, int seed = 0, ComputeDevice device = default)
    {
        using Use use = BeginUse();
        var result = new SsdDetector(architecture ?? Architecture, classNames, seed, device);
        try
        {
            ModuleState to = new(result.Network.Backbone), from = new(Network.Backbone);
            if (!to.HasFormOf(from) || !result.Architecture.Anchors.AnchorsPerCell.SequenceEqual(Architecture.Anchors.AnchorsPerCell)
                || result.Architecture.Anchors.Layout.Order != Architecture.Anchors.Layout.Order)
            {
                throw new ArgumentException(
                    $"The weights of '{Architecture.Name}' do not fit '{result.Architecture.Name}': backbone and number of anchors must be the same.", nameof(architecture));
            }

            to.CopyFrom(from);
            result.Network.Head.TakeFrom(Network.Head, KeptColumns(result.ClassNames));
            return result;
        }
        catch
        {
            result.Dispose();
            throw;
        }
    }

    /// <summary>The same detector again, with weights of its own.</summary>
    internal SsdDetector Clone()
    {
        var copy = new SsdDetector(Architecture, ClassNames, 0, Device);
        new ModuleState(copy.Network).CopyFrom(new ModuleState(Network));
        return copy;
    }

    // Background is column 0 in both. Of classes with the same name the first one counts.
    private List<(long From, long To)> KeptColumns(IReadOnlyList<string> classNames)
    {
        var columns = new List<(long, long)> { (0, 0) };
        string[] mine = [.. ClassNames];
        for (int i = 0; i < classNames.Count; i++)
        {
            int at = Array.IndexOf(mine, classNames[i]);
            if (at >= 0)
            {
                columns.Add((at + 1, i + 1));
            }
        }

        return columns;
    }
}
