namespace ConfigSync.TestKit.ApiServer;

/// <summary>What tells one object from all others.</summary>
internal readonly record struct ObjectId(string Group, string Resource, string Namespace, string Name);
