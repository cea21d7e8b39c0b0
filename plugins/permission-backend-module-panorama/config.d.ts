export interface Config {
  permission?: {
    /** Rules of the Panorama policy. Read in order; the first that fits decides; otherwise: no. */
    policy?: {
      /**
       * Groups of the people who run the platform: they may do everything that no
       * earlier rule denies. Default: group:default/platform.
       */
      platformGroups?: string[];
      /** Whether the shipped rules follow after your own. Default: true. */
      defaults?: boolean;
      rules?: Array<{
        /** Shows up in the log at debug level beside each decision. */
        name: string;
        /** Whom the rule is about; one hit is enough. */
        who: {
          /** Entity refs of groups; kind and namespace may be left out. */
          groups?: string[];
          /** Entity refs of users. */
          users?: string[];
          /** Everybody who is signed in. */
          signedIn?: boolean;
        };
        /** Names of permissions; `*` stands for any characters. */
        permissions: string[];
        /**
         * `allow-where` answers with conditions and fits permissions about
         * namespaces only (`fleet.namespace.read`, `fleet.logs.read`).
         */
        effect: 'allow' | 'deny' | 'allow-where';
        /**
         * For `allow-where`; one of them must hold. `hasPlatformRole`: a role binding
         * or workspace role. `ownedByGroup`: `fleet.access.namespaces`.
         */
        where?: Array<'hasPlatformRole' | 'ownedByGroup'>;
      }>;
    };
  };
}
