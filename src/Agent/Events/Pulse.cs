namespace ConfigSync.Agent.Events;

/// <summary>A flag that one method of a loop sets and another one waits for; taking it resets it. Never left to another thread.</summary>
internal sealed class Pulse
{
    /// <summary>Wakes who waits, in the loop's next turn: never in the middle of what the setter is doing.</summary>
    internal Action? Waiting { get; set; }

    /// <summary>Whether it is set and not yet taken.</summary>
    public bool IsSet { get; private set; }

    public void Set()
    {
        IsSet = true;
        Waiting?.Invoke();
    }

    public bool Take()
    {
        var was = IsSet;
        IsSet = false;
        return was;
    }
}
