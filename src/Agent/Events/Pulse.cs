namespace ConfigSync.Agent.Events;

/// <summary>A flag that one method of a loop sets and another waits for; taking it resets it. For the loop's thread only, with one waiter at a time.</summary>
internal sealed class Pulse
{
    /// <summary>Wakes the waiter in the loop's next turn, never in the middle of the method that sets the pulse.</summary>
    internal Action? Waiting { get; set; }

    /// <summary>True when it is set and not yet taken.</summary>
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
