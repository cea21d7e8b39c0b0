export {
  startRealCompany,
  type RealCompany,
  type RealCompanyOptions,
} from './startRealCompany';
