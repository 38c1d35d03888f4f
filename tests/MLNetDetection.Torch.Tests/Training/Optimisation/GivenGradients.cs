using System.Text.Json;
using MLNetDetection.Torch.Tests.Support;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace MLNetDetection.Torch.Tests.Training.Optimisation;

/// <summary>A few parameters and the gradients that they get at each step, from a golden file.</summary>
internal sealed class GivenGradients(Parameter[] parameters, float[][][] gradients)
{
    public Parameter[] Parameters => parameters;

    public int Steps => gradients.Length;

    public static GivenGradients From(JsonElement golden)
    {
        long[][] shapes = [.. golden.GetProperty("shapes").EnumerateArray().Select(s => s.EnumerateArray().Select(d => d.GetInt64()).ToArray())];
        float[][] starts = Rows(golden.GetProperty("starts"));
        return new GivenGradients(
            [.. starts.Zip(shapes, (start, shape) => new Parameter(tensor(start, shape)))],
            [.. golden.GetProperty("gradients").EnumerateArray().Select(Rows)]);
    }

    /// <summary>The values of all parameters after each fifth step.</summary>
    public float[][] Run(optim.Optimizer optimizer, Action<int> before, int first = 0, int? stop = null)
    {
        var values = new List<float[]>();
        for (int step = first; step < (stop ?? Steps); step++)
        {
            before(step);
            optimizer.zero_grad();
            Give(step);
            optimizer.step();
            if (step % 5 == 4)
            {
                values.Add(Values());
            }
        }

        return [.. values];
    }

    /// <summary>Adds a step's gradients to the parameters': those of the sum of parameter * gradient.</summary>
    public void Give(int step)
    {
        for (int i = 0; i < parameters.Length; i++)
        {
            (parameters[i] * tensor(gradients[step][i], parameters[i].shape)).sum().backward();
        }
    }

    public void Take(GivenGradients other)
    {
        using IDisposable quiet = no_grad();
        for (int i = 0; i < parameters.Length; i++)
        {
            parameters[i].copy_(other.Parameters[i]);
        }
    }

    public float[] Values() => [.. parameters.SelectMany(p => p.detach().reshape(-1).data<float>().ToArray())];

    public float[] Gradients() => [.. parameters.SelectMany(p => p.grad!.reshape(-1).data<float>().ToArray())];

    private static float[][] Rows(JsonElement rows) => [.. rows.EnumerateArray().Select(row => row.EnumerateArray().Select(v => v.GetSingle()).ToArray())];
}
