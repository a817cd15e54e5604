namespace Collab.Web.Realtime;

/// <summary>Lets a batch of changes paint once: while it is held, wishes to render are collected, each once.</summary>
public sealed class RenderGate
{
    private readonly HashSet<Action> _wanted = [];
    private int _holds;

    /// <summary>Renders now, or at the end of the batch.</summary>
    public void Request(Action render)
    {
        if (_holds == 0)
            render();
        else
            _wanted.Add(render);
    }

    /// <summary>Begins a batch; disposing ends it.</summary>
    public IDisposable Hold()
    {
        _holds++;
        return new Batch(this);
    }

    private void Release()
    {
        if (--_holds > 0)
            return;
        Action[] wanted = [.. _wanted];
        _wanted.Clear();
        foreach (var render in wanted)
            render();
    }

    private sealed class Batch(RenderGate gate) : IDisposable
    {
        private bool _done;

        public void Dispose()
        {
            if (_done)
                return;
            _done = true;
            gate.Release();
        }
    }
}
