namespace Microsoft.ML.Runtime;

/// <summary>A channel of messages of one type, which tells in whose name it was opened.</summary>
public interface IPipe<TMessage> : IExceptionContext, IDisposable;
