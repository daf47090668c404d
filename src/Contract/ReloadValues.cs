namespace ConfigSync.Contract;

/// <summary>Values of the annotation <c>reload</c>, of the agent's flag <c>--reload</c> and of the record's field: how an application is made to reload.</summary>
public static class ReloadValues
{
    /// <summary>A signal to its process.</summary>
    public const string Signal = "signal";

    /// <summary>A call of a URL.</summary>
    public const string Http = "http";

    /// <summary>Its process is ended, and the kubelet starts the container again.</summary>
    public const string Restart = "restart";

    /// <summary>Its Pod is replaced by the controller; the agent has no part in it and knows no such value.</summary>
    public const string Rollout = "rollout";

    /// <summary>Not at all: it watches its files itself.</summary>
    public const string None = "none";
}
