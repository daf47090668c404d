namespace ConfigSync.TestKit.ApiServer;

/// <summary>The identity of an object.</summary>
internal readonly record struct ObjectId(string Group, string Resource, string Namespace, string Name);
