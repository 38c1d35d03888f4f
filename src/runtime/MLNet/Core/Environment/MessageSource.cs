namespace Microsoft.ML.Runtime;

/// <summary>Something with a place in the tree of components: an environment, a host or a channel.</summary>
internal abstract class MessageSource : IExceptionContext
{
    protected MessageSource(string? shortName, string? parentFullName)
    {
        ShortName = shortName;
        ParentFullName = string.IsNullOrEmpty(parentFullName) ? null : parentFullName;
    }

    public string? ShortName { get; }

    public string? ParentFullName { get; }

    /// <summary>Parent and name; what log messages show as their source.</summary>
    public string? FullName => ParentFullName is null ? ShortName : $"{ParentFullName}; {ShortName}";

    public abstract string ContextDescription { get; }

    public abstract TException Process<TException>(TException ex)
        where TException : Exception;

    protected static TException MarkWith<TException>(
        TException exception, string? component, string? parent, string? phase = null)
        where TException : Exception
    {
        exception.Data["Throwing component"] = component;
        exception.Data["Parent component"] = parent;
        if (phase is not null)
        {
            exception.Data["Phase"] = phase;
        }
        return Contracts.Mark(exception);
    }
}
