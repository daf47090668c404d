namespace ConfigSync.Injection.Planning.Sidecar;

/// <summary>The image that a container of ours runs, and how the program is started in it.</summary>
internal abstract record AgentProgram;

/// <summary>The agent's own image, whose entry point is the program.</summary>
internal sealed record OwnImage(string Reference, string? PullPolicy) : AgentProgram;

/// <summary>The image of a target container, in which the program is started by a loader of its own out of the volume that it was installed in.</summary>
/// <param name="Reference">The image's name as JSON, as the target has it.</param>
/// <param name="PullPolicy">Its pull policy, likewise, if the target has one.</param>
internal sealed record TargetImage(ReadOnlyMemory<byte> Reference, ReadOnlyMemory<byte>? PullPolicy) : AgentProgram;
