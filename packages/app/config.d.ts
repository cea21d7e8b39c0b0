export interface Config {
  app?: {
    signIn?: {
      /**
       * Offers "Guest" beside the company's sign-in. For a look around on one's
       * own machine only; `npm start -- --guest` sets it.
       * @visibility frontend
       */
      guest?: boolean;
    };
  };
}
