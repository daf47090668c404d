namespace ConfigSync.Injection.Planning.Mounts;

/// <summary>A copy that the agent keeps.</summary>
/// <param name="Source">The source's name, with <c>/path</c> when it is part of it.</param>
/// <param name="Target">Where it goes, as the agent sees it.</param>
/// <param name="InPlace">Whether the inode is kept.</param>
internal sealed record CopyPlan(string Source, string Target, bool InPlace = false);
