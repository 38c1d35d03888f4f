using System.Runtime.InteropServices;

namespace MLNetDetection.Cli;

/// <summary>Ctrl+C once asks a command to stop; twice ends the process, as it would have without us.</summary>
internal sealed class Interrupts : IDisposable
{
    private readonly CancellationTokenSource _cancellation = new();
    private readonly MessageWriter _messages;
    private readonly PosixSignalRegistration[] _signals;
    private int _asked;

    public Interrupts(MessageWriter messages)
    {
        _messages = messages;
        _signals = [PosixSignalRegistration.Create(PosixSignal.SIGINT, Answer), PosixSignalRegistration.Create(PosixSignal.SIGTERM, Answer)];
    }

    public CancellationToken Token => _cancellation.Token;

    public void Dispose()
    {
        foreach (PosixSignalRegistration signal in _signals)
        {
            signal.Dispose();
        }

        _cancellation.Dispose();
    }

    private void Answer(PosixSignalContext context)
    {
        if (Interlocked.Increment(ref _asked) > 1)
        {
            _messages.Abandon();
            return;
        }

        context.Cancel = true;
        _messages.WriteLine("stopping; once more ends at once");
        _cancellation.Cancel();
    }
}
