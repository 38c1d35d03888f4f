namespace Microsoft.ML.Runtime;

/// <summary>Marks exceptions with where they were thrown.</summary>
public interface IExceptionContext
{
    /// <summary>What the context is.</summary>
    string ContextDescription { get; }

    /// <summary>Marks the exception and returns it.</summary>
    TException Process<TException>(TException ex)
        where TException : Exception;
}
