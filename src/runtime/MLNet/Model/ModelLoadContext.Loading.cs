using Microsoft.ML.Runtime;

namespace Microsoft.ML;

internal sealed partial class ModelLoadContext
{
    /// <summary>Loads the object saved in a directory of the repository.</summary>
    public static void LoadModel<TRes, TSig>(IHostEnvironment env, out TRes result, RepositoryReader rep, string? dir,
        params object[] extra)
        where TRes : class
    {
        using Repository.Entry entry = rep.OpenEntryOrNull(dir, ModelStreamName)
            ?? throw env.ExceptDecode($"Corrupt model file: no '{Path.Join(dir, ModelStreamName)}' in it");
        using var ctx = new ModelLoadContext(rep, entry, dir);
        result = ctx.LoadModelCore<TRes, TSig>(env, dir, extra);
    }

    /// <summary>Loads a sub-model from its directory below this one.</summary>
    public void LoadModel<TRes, TSig>(IHostEnvironment env, out TRes result, string name, params object[] extra)
        where TRes : class
        => LoadModel<TRes, TSig>(env, out result, Repository, Path.Join(Directory, name), extra);

    private TRes LoadModelCore<TRes, TSig>(IHostEnvironment env, string? dir, object[] extra)
        where TRes : class
    {
        if (!string.IsNullOrEmpty(LoaderAssemblyName))
        {
            env.ComponentCatalog.RegisterNamedAssembly(LoaderAssemblyName);
        }

        foreach (string name in new[] { _header.LoaderSignature, _header.LoaderSignatureAlt })
        {
            if (!string.IsNullOrWhiteSpace(name)
                && env.ComponentCatalog.TryCreateInstance(env, typeof(TSig), name, out object? created, [this, .. extra])
                && created is TRes result)
            {
                Done();
                return result;
            }
        }

        throw env.ExceptDecode(
            $"Couldn't load model: '{dir}' (its loader is '{_header.LoaderSignature}' of '{LoaderAssemblyName}')");
    }
}
